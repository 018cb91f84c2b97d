package org.alarmcall.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.LabelsReader;
import org.alarmcall.vocabulary.Taxon;
import org.jspecify.annotations.Nullable;

/**
 * Labels in a form ({@code labelsFields.html}): what was typed, and what is wrong with it. A {@code @BeanParam} of what
 * the form sends to.
 */
public class LabelsForm {

    @FormParam("scientificName")
    @DefaultValue("")
    public String scientificName = "";

    @FormParam("rank")
    @DefaultValue("")
    public String rank = "";

    /** Separated by spaces. */
    @FormParam("ids")
    @DefaultValue("")
    public String ids = "";

    @FormParam("nameAsReported")
    @DefaultValue("")
    public String nameAsReported = "";

    @FormParam("term")
    @DefaultValue("")
    public String term = "";

    @FormParam("claimedSource")
    @DefaultValue("")
    public String claimedSource = "";

    @FormParam("country")
    @DefaultValue("")
    public String country = "";

    @FormParam("language")
    @DefaultValue("")
    public String language = "";

    @FormParam("policyCategory")
    @DefaultValue("")
    public String policyCategory = "";

    @FormParam("claims")
    public List<String> claims = List.of();

    private final Map<String, String> errors = new HashMap<>();

    public static LabelsForm of(Labels labels) {
        LabelsForm form = new LabelsForm();
        Taxon taxon = labels.taxon();
        form.scientificName = taxon.scientificName();
        form.rank = orEmpty(taxon.rank());
        form.ids = String.join(" ", taxon.ids());
        form.nameAsReported = orEmpty(taxon.nameAsReported());
        form.term = orEmpty(labels.term());
        form.claimedSource = orEmpty(labels.claimedSource());
        form.country = orEmpty(labels.country());
        form.language = orEmpty(labels.language());
        form.policyCategory = labels.policyCategory();
        form.claims = labels.claims();
        return form;
    }

    /** The labels that were typed; null when something is wrong, which {@link #error} then tells. */
    public @Nullable Labels read(LabelsReader reader) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode taxon = json.objectNode();
        put(taxon, "scientificName", scientificName);
        put(taxon, "rank", rank);
        put(taxon, "nameAsReported", nameAsReported);
        ArrayNode given = taxon.putArray("ids");
        for (String id : ids.strip().split("\\s+")) {
            if (!id.isEmpty()) {
                given.add(id);
            }
        }
        ObjectNode labels = json.objectNode();
        labels.set("taxon", taxon);
        put(labels, "term", term);
        put(labels, "claimedSource", claimedSource);
        put(labels, "country", country);
        put(labels, "language", language);
        put(labels, "policyCategory", policyCategory);
        ArrayNode claimed = labels.putArray("claims");
        claims.forEach(claimed::add);
        FieldErrors found = new FieldErrors(null);
        Labels read = reader.read(labels, "", found);
        found.list().forEach(error -> errors.putIfAbsent(field(error.pointer()), error.detail()));
        return read;
    }

    /** What is wrong with a field; empty when nothing is. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }

    public boolean isWrong() {
        return !errors.isEmpty();
    }

    /** The form's field of a pointer: {@code /taxon/ids/2} is {@code ids}. */
    private static String field(String pointer) {
        String[] parts = pointer.split("/");
        int at = parts.length > 2 && parts[1].equals("taxon") ? 2 : 1;
        return parts.length > at ? parts[at] : pointer;
    }

    private static void put(ObjectNode node, String name, String typed) {
        if (!typed.isBlank()) {
            node.put(name, typed.strip());
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
