package org.alarmcall.console.impact;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.alarmcall.console.AddressQuery;
import org.alarmcall.console.ConsoleRoutes;
import org.alarmcall.impact.Definitions;
import org.alarmcall.impact.Impact;
import org.alarmcall.impact.ImpactTotals;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.Members;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/** What the coalition achieves: charts, their numbers, and both as files. */
@Path(ConsoleRoutes.ROOT + "/impact")
@RequiresRole(StaffRole.LEAD)
@Produces(MediaType.TEXT_HTML)
@Blocking
class ImpactPages {

    private final Figures figures;
    private final CollectionFigures ofCollection;
    private final Impact impact;
    private final Members members;
    private final CurrentCaller current;

    ImpactPages(
            Figures figures, CollectionFigures ofCollection, Impact impact, Members members, CurrentCaller current) {
        this.figures = figures;
        this.ofCollection = ofCollection;
        this.impact = impact;
        this.members = members;
        this.current = current;
    }

    /**
     * What the page's form holds, and what the addresses of pictures and files go on with.
     *
     * @param collection null when there is none
     */
    public record Chosen(
            String from,
            String to,
            String category,
            @Nullable String collection) {

        /** For addresses. */
        public String query() {
            return new AddressQuery()
                    .with("from", from)
                    .with("to", to)
                    .with("category", category)
                    .with("collection", collection)
                    .toString();
        }

        /** The name of a file, without its ending. */
        public String file(Figure figure) {
            return figure.internal()
                    ? "internal-" + figure.id() + '-' + collection
                    : "impact-" + figure.id() + '-' + from + "-to-" + to;
        }
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        static native TemplateInstance impact(
                Chosen chosen,
                List<CollectionRef> collections,
                List<Figure> figures,
                boolean nothing,
                int min,
                Definitions definitions);
    }

    @GET
    public TemplateInstance impact(@BeanParam Selection selection) {
        Caller caller = current.get();
        List<CollectionRef> collections = members.collections(caller);
        CollectionRef collection = collection(caller, selection, collections);
        ImpactTotals totals = figures.months(caller, selection);
        List<Figure> all = new ArrayList<>(figures.ofMonths(caller, totals, selection.category()));
        all.add(figures.categories(caller, selection));
        boolean nothing = all.stream().allMatch(Figure::isEmpty);
        if (nothing) {
            all.clear();
        }
        if (collection != null) {
            all.addAll(ofCollection.all(caller, collection));
        }
        String category = selection.category();
        return Templates.impact(
                new Chosen(
                        totals.from(),
                        totals.to(),
                        category == null ? "" : category,
                        collection == null ? null : collection.slug()),
                collections,
                all,
                nothing,
                impact.minMembers(caller),
                Definitions.CURRENT);
    }

    @GET
    @Path("/{figure}.svg")
    @Produces("image/svg+xml")
    public byte[] svg(
            @PathParam("figure") String id,
            @BeanParam Selection selection,
            @QueryParam("dark") @DefaultValue("false") boolean dark,
            @QueryParam("titled") @DefaultValue("false") boolean titled) {
        return Pictures.svg(figure(id, selection), dark ? Palette.DARK : Palette.LIGHT, titled);
    }

    @GET
    @Path("/{figure}.png")
    @Produces("image/png")
    public byte[] png(@PathParam("figure") String id, @BeanParam Selection selection) {
        return Pictures.png(figure(id, selection));
    }

    @GET
    @Path("/{figure}.csv")
    @Produces("text/csv;charset=UTF-8")
    public String csv(@PathParam("figure") String id, @BeanParam Selection selection) {
        return FigureCsv.of(figure(id, selection));
    }

    private Figure figure(String id, Selection selection) {
        Caller caller = current.get();
        List<Figure> found = switch (id) {
            case Figures.CATEGORIES -> List.of(figures.categories(caller, selection));
            case CollectionFigures.TAXA, CollectionFigures.TERMS, CollectionFigures.PURGE -> {
                CollectionRef collection = collection(caller, selection, members.collections(caller));
                yield collection == null ? List.of() : List.of(ofCollection.one(id, caller, collection));
            }
            default -> figures.ofMonths(caller, figures.months(caller, selection), selection.category());
        };
        return found.stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such chart."));
    }

    private @Nullable CollectionRef collection(Caller caller, Selection selection, List<CollectionRef> all) {
        String slug = selection.collection();
        if (slug != null) {
            return members.readable(caller, slug);
        }
        return all.isEmpty() ? null : all.get(0);
    }
}
