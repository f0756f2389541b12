package dev.saldo.in.rest;

import dev.saldo.application.audit.Author;
import dev.saldo.in.rest.identity.StatedReason;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/** The API under {@code /v1}; every operation needs a bearer key. */
@ApplicationPath("/v1")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Saldo API",
            version = "1",
            description =
                """
                AI credits, enforced: authorize a call before it is made, settle it with what it \
                used, and know every customer's balance at any moment.

                Credits and money are decimal strings, token counts are integers, times are RFC \
                3339 with an offset. Every failure is a problem (RFC 9457) with a stable `code`.\
                """,
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    components =
        @Components(
            parameters =
                @Parameter(
                    name = StatedReason.HEADER,
                    in = ParameterIn.HEADER,
                    description =
                        "Why the change is made, for the audit log: 1 to 500 characters in UTF-8. "
                            + "Every administrative change takes it.",
                    schema =
                        @Schema(
                            type = SchemaType.STRING,
                            minLength = 1,
                            maxLength = Author.REASON_LENGTH_MAX),
                    example = "Asked for in ticket 812")),
    servers = @Server(url = "/", description = "The server that serves this document"),
    security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "An API key: `saldo_live_…` or `saldo_test_…`.")
public class SaldoApi extends Application {}
