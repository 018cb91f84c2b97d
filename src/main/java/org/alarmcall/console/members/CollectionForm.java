package org.alarmcall.console.members;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import org.alarmcall.member.NewCollection;

/** The form of a new collection, as typed. */
public class CollectionForm {

    @FormParam("slug")
    @DefaultValue("")
    public String slug = "";

    @FormParam("title")
    @DefaultValue("")
    public String title = "";

    @FormParam("description")
    @DefaultValue("")
    public String description = "";

    @FormParam("tlp")
    @DefaultValue("AMBER")
    public String tlp = "AMBER";

    NewCollection wanted() {
        return new NewCollection(slug.strip(), title.strip(), description.strip(), tlp);
    }
}
