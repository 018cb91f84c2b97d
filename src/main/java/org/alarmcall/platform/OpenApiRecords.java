package org.alarmcall.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the OpenAPI document what the wire records say by their types: a component is required, a
 * {@link Nullable} one may be null, and one that {@link JsonInclude} leaves out may be absent.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiRecords implements OASFilter {

    private static final String OURS = "org.alarmcall.";

    private enum Presence {
        REQUIRED,
        NULLABLE,
        OPTIONAL
    }

    /** By the schema's name, the records that it may come from: simple names are not unique. */
    private final Map<String, List<Map<String, Presence>>> records = new HashMap<>();

    public OpenApiRecords(IndexView index) {
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.isRecord() && type.name().toString().startsWith(OURS)) {
                records.computeIfAbsent(schemaName(type), name -> new ArrayList<>())
                        .add(components(type));
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents() == null
                ? Map.of()
                : Objects.requireNonNullElse(document.getComponents().getSchemas(), Map.of());
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                Map<String, Presence> record =
                        recordOf(name, schema.getProperties().keySet());
                if (record != null) {
                    describe(schema, record);
                }
            }
        });
    }

    /** A generic record's schema is named after it and its argument, a second one of a name gets a number. */
    private @Nullable Map<String, Presence> recordOf(String schemaName, Set<String> properties) {
        for (int length = schemaName.length(); length > 0; length--) {
            for (Map<String, Presence> record : records.getOrDefault(schemaName.substring(0, length), List.of())) {
                if (record.keySet().equals(properties)) {
                    return record;
                }
            }
        }
        return null;
    }

    private static void describe(Schema schema, Map<String, Presence> record) {
        Set<String> required = new TreeSet<>();
        if (schema.getRequired() != null) {
            required.addAll(schema.getRequired());
        }
        Map<String, Schema> properties = new LinkedHashMap<>(schema.getProperties());
        properties.replaceAll((name, property) -> record.get(name) == Presence.NULLABLE ? orNull(property) : property);
        schema.setProperties(properties);
        record.forEach((name, presence) -> {
            if (presence == Presence.REQUIRED) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.setRequired(new ArrayList<>(required));
        }
    }

    /** A list of values does not get longer by a type, so an enumeration stands beside null and not around it. */
    private static Schema orNull(Schema schema) {
        if (schema.getRef() == null && schema.getType() != null && schema.getEnumeration() == null) {
            return schema.getType().contains(Schema.SchemaType.NULL) ? schema : schema.addType(Schema.SchemaType.NULL);
        }
        if (schema.getType() != null) {
            schema.removeType(Schema.SchemaType.NULL);
        }
        return OASFactory.createSchema()
                .addAnyOf(schema)
                .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
    }

    private static Map<String, Presence> components(ClassInfo type) {
        Map<String, Presence> components = new HashMap<>();
        AnnotationInstance ofAll = type.declaredAnnotation(JsonInclude.class);
        for (RecordComponentInfo component : type.recordComponents()) {
            AnnotationInstance own = annotation(type, component, JsonInclude.class);
            boolean nullable = component.type().hasAnnotation(DotName.createSimple(Nullable.class));
            AnnotationInstance named = annotation(type, component, JsonProperty.class);
            String name = named == null
                            || named.value() == null
                            || named.value().asString().isEmpty()
                    ? component.name()
                    : named.value().asString();
            components.put(name, presence(nullable, own == null ? ofAll : own));
        }
        return components;
    }

    private static Presence presence(boolean nullable, @Nullable AnnotationInstance include) {
        String when = include == null || include.value() == null
                ? JsonInclude.Include.ALWAYS.name()
                : include.value().asEnum();
        if (when.equals(JsonInclude.Include.ALWAYS.name())) {
            return nullable ? Presence.NULLABLE : Presence.REQUIRED;
        }
        boolean onlyNullIsLeftOut = when.equals(JsonInclude.Include.NON_NULL.name());
        return onlyNullIsLeftOut && !nullable ? Presence.REQUIRED : Presence.OPTIONAL;
    }

    /** On the component itself, or where the compiler has copied it to. */
    private static @Nullable AnnotationInstance annotation(
            ClassInfo type, RecordComponentInfo component, Class<? extends Annotation> wanted) {
        MethodInfo accessor = type.method(component.name());
        for (AnnotationTarget target : new AnnotationTarget[] {component, type.field(component.name()), accessor}) {
            if (target != null && target.hasDeclaredAnnotation(DotName.createSimple(wanted))) {
                return target.declaredAnnotation(DotName.createSimple(wanted));
            }
        }
        return null;
    }

    private static String schemaName(ClassInfo type) {
        AnnotationInstance schema =
                type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        return schema != null && schema.value("name") != null
                ? schema.value("name").asString()
                : type.simpleName();
    }
}
