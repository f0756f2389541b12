package dev.saldo.in.rest.catalog;

import dev.saldo.application.audit.Audit;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.wire.WireText;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** How a catalogue is to be changed: which one, and whether at all. */
public class CatalogWrite {
  @QueryParam("dry_run")
  @Parameter(
      description = "`true` to be told what would change, and change nothing",
      schema = @Schema(type = SchemaType.STRING))
  private @Nullable String dryRun;

  @HeaderParam(HttpHeaders.IF_MATCH)
  @Parameter(
      description = "The `ETag` of the catalogue that is to be changed",
      schema = @Schema(type = SchemaType.STRING))
  private @Nullable String ifMatch;

  @BeanParam private StatedReason why = new StatedReason();

  @Context private @Nullable HttpHeaders headers;

  /** Whether only to say what would change. */
  boolean isDry() {
    return Reading.optional("dry_run", dryRun, WireText::flag).orElse(false);
  }

  /** The number of the catalogue that is to be changed; empty for whichever is current. */
  OptionalInt expected() {
    return CatalogVersion.expected(ifMatch);
  }

  /** How the change is told. */
  Audit<CatalogDocument> audit(RequestCaller caller) {
    return CatalogDiff.audit(why.author(caller));
  }

  /** The texts of the language that the answer is wanted in. */
  Texts texts() {
    return headers == null ? Texts.ENGLISH : Texts.of(headers.getAcceptableLanguages());
  }
}
