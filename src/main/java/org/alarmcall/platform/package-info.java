/** What every feature stands on: errors, paging, ids, bulk rows, loops, the embedded PostgreSQL, readiness. No domain words. */
@NullMarked
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Alarmcall",
                        version = "1",
                        description =
                                "The exchange server for coalitions that fight wildlife trafficking online: submit the"
                                        + " listings that your platform has found, follow one feed of what all have found.",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
        components = @Components(schemas = @Schema(name = "Problem", implementation = ProblemView.class)))
package org.alarmcall.platform;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.NullMarked;
