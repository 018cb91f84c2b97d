package org.alarmcall.console.members;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Validator;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.alarmcall.console.Faults;
import org.alarmcall.feed.Readers;
import org.alarmcall.feed.Readers.Reader;
import org.alarmcall.feed.Receipts;
import org.alarmcall.member.Access;
import org.alarmcall.member.AccessView;
import org.alarmcall.member.Administration;
import org.alarmcall.member.Caller;
import org.alarmcall.member.ClientView;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.MemberChange;
import org.alarmcall.member.MemberView;
import org.alarmcall.member.Members;
import org.alarmcall.member.NewClient;
import org.alarmcall.member.NewClientView;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.Scope;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.ProblemException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Who is a member, what it may do, and how well it follows. */
@Path(MembersPages.PATH)
@RequiresRole(StaffRole.ADMIN)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
class MembersPages {

    static final String PATH = "/console/members";

    private static final int ROWS = 50;

    private final Administration administration;
    private final Members members;
    private final Readers readers;
    private final Receipts receipts;
    private final CurrentCaller current;
    private final Validator validator;
    private final Clock clock;
    private final String server;

    MembersPages(
            Administration administration,
            Members members,
            Readers readers,
            Receipts receipts,
            CurrentCaller current,
            Validator validator,
            Clock clock,
            @ConfigProperty(name = "alarmcall.tokens.issuer", defaultValue = "http://localhost:8080") String server) {
        this.administration = administration;
        this.members = members;
        this.readers = readers;
        this.receipts = receipts;
        this.current = current;
        this.validator = validator;
        this.clock = clock;
        this.server = server;
    }

    /** A line of the list. */
    record Row(MemberView member, long clients, Following following, int late) {}

    /**
     * A client, and how far it is in each feed that it has asked for.
     *
     * @param overlap until when the secret before its present one works; null when it does not
     */
    record ClientRow(
            ClientView client, List<Reader> feeds, @Nullable Instant overlap) {

        static ClientRow of(ClientView client, List<Reader> feeds, Instant now) {
            Instant until = client.previousSecretUntil();
            return new ClientRow(client, feeds, until != null && now.isBefore(until) ? until : null);
        }
    }

    @CheckedTemplate(basePath = "console/members")
    static class Templates {
        static native TemplateInstance list(List<Row> rows, @Nullable String next);

        static native TemplateInstance member(
                MemberView member,
                Following following,
                int late,
                Page<ClientRow> clients,
                List<AccessView> access,
                List<CollectionRef> collections,
                Trust[] trusts,
                Access[] accesses,
                List<Scope> scopes,
                NewClientForm form,
                Faults faults);
    }

    @GET
    public TemplateInstance list(@QueryParam("cursor") @Nullable String cursor) {
        Caller caller = current.get();
        Page<MemberView> page = administration.members(caller, cursor, ROWS);
        Map<String, Long> clients = administration.clientCounts(caller);
        Map<String, List<Reader>> following =
                readers.all(caller).stream().collect(Collectors.groupingBy(Reader::member));
        Map<String, Integer> lateOf = receipts.late(caller);
        return Templates.list(
                page.items().stream()
                        .map(member -> new Row(
                                member,
                                clients.getOrDefault(member.slug(), 0L),
                                Following.of(following.getOrDefault(member.slug(), List.of())),
                                lateOf.getOrDefault(member.slug(), 0)))
                        .toList(),
                page.next());
    }

    @GET
    @Path("/{slug}")
    public TemplateInstance member(@PathParam("slug") String slug, @QueryParam("cursor") @Nullable String cursor) {
        return page(slug, cursor, new NewClientForm(), Faults.none());
    }

    @POST
    @Path("/{slug}")
    public Response change(
            @PathParam("slug") String slug,
            @FormParam("trust") @Nullable String trust,
            @FormParam("status") @Nullable String status) {
        administration.change(current.get(), slug, new MemberChange(status, trust));
        return to(slug);
    }

    @POST
    @Path("/{slug}/access")
    public Response grant(
            @PathParam("slug") String slug,
            @FormParam("collection") @DefaultValue("") String collection,
            @FormParam("access") @DefaultValue("") String access) {
        if (access.equals("none")) {
            administration.withdrawGrant(current.get(), collection, slug);
        } else {
            administration.grant(current.get(), collection, slug, access);
        }
        return to(slug);
    }

    /** The page's script makes its address that of the member: a reload shows the member, and makes no second client. */
    @POST
    @Path("/{slug}/clients")
    public Response createClient(@PathParam("slug") String slug, @BeanParam NewClientForm form) {
        Caller caller = current.get();
        Faults faults = Faults.none();
        NewClient wanted = form.wanted(faults);
        faults.check(validator, wanted);
        if (!faults.any()) {
            try {
                NewClientView client = administration.createClient(caller, slug, wanted);
                return Response.ok(credentials(caller, slug, client)).build();
            } catch (ProblemException e) {
                faults.add(e, "name");
            }
        }
        return Response.status(422).entity(page(slug, null, form, faults)).build();
    }

    /** {@code seen} is until when the secret before the present one works, as the form has it: a form counts once. */
    @POST
    @Path("/{slug}/clients/{id}/rotate")
    public TemplateInstance rotateClient(
            @PathParam("slug") String slug,
            @PathParam("id") String id,
            @FormParam("seen") @DefaultValue("") String seen) {
        Caller caller = current.get();
        return credentials(caller, slug, administration.rotateClientAsSeen(caller, slug, id, time(seen)));
    }

    private static @Nullable Instant time(String seen) {
        try {
            return seen.isEmpty() ? null : Instant.parse(seen);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("/seen", "must be the time that the form has");
        }
    }

    @POST
    @Path("/{slug}/clients/{id}/remove")
    public Response removeClient(@PathParam("slug") String slug, @PathParam("id") String id) {
        administration.removeClient(current.get(), slug, id);
        return to(slug);
    }

    private TemplateInstance credentials(Caller caller, String slug, NewClientView client) {
        List<AccessView> access = administration.accessesOf(caller, slug).stream()
                .filter(one ->
                        client.collections().isEmpty() || client.collections().contains(one.collection()))
                .toList();
        return NewcomerPages.Templates.credentials(slug, client, server, Commands.of(server, client, access));
    }

    private TemplateInstance page(String slug, @Nullable String cursor, NewClientForm form, Faults faults) {
        Caller caller = current.get();
        Instant now = clock.instant();
        MemberView member = administration.member(caller, slug);
        Page<ClientView> clients = administration.clients(caller, slug, cursor, ROWS);
        List<Reader> following = readers.all(caller).stream()
                .filter(reader -> reader.member().equals(slug))
                .toList();
        Map<String, List<Reader>> byClient = following.stream().collect(Collectors.groupingBy(Reader::clientId));
        return Templates.member(
                member,
                Following.of(following),
                receipts.late(caller).getOrDefault(slug, 0),
                new Page<>(
                        clients.items().stream()
                                .map(client ->
                                        ClientRow.of(client, byClient.getOrDefault(client.clientId(), List.of()), now))
                                .toList(),
                        clients.next()),
                administration.accessesOf(caller, slug),
                members.collections(caller),
                Trust.values(),
                Access.values(),
                Arrays.stream(Scope.values())
                        .filter(scope -> !scope.coalitionOnly())
                        .toList(),
                form,
                faults);
    }

    private static Response to(String slug) {
        return Response.seeOther(URI.create(PATH + '/' + slug)).build();
    }
}
