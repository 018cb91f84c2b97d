package org.alarmcall.console.members;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Administration.NewcomerWanted;
import org.alarmcall.member.NewClient;
import org.alarmcall.member.NewMember;

/** The form of a new member, as typed. */
public class NewcomerForm {

    @FormParam("name")
    @DefaultValue("")
    public String name = "";

    @FormParam("slug")
    @DefaultValue("")
    public String slug = "";

    @FormParam("sector")
    @DefaultValue("ecommerce")
    public String sector = "ecommerce";

    @FormParam("trust")
    @DefaultValue("probation")
    public String trust = "probation";

    /** Slugs of the collections to read. */
    @FormParam("read")
    public List<String> read = List.of();

    /** Slugs of the collections to write to. */
    @FormParam("write")
    public List<String> write = List.of();

    @FormParam("purpose")
    @DefaultValue("pull")
    public String purpose = "pull";

    NewMember member() {
        return new NewMember(slug.strip(), name.strip(), sector);
    }

    NewcomerWanted wanted(Purpose chosen) {
        Map<String, String> access = new TreeMap<>();
        Stream.concat(read.stream(), write.stream()).forEach(collection -> access.put(collection, access(collection)));
        NewClient client = new NewClient(chosen.clientName(), chosen.scopes(), null, null);
        return new NewcomerWanted(member(), trust, access, client);
    }

    private String access(String collection) {
        boolean reads = read.contains(collection);
        boolean writes = write.contains(collection);
        return (reads && writes ? Access.READ_WRITE : reads ? Access.READ : Access.WRITE).wire();
    }
}
