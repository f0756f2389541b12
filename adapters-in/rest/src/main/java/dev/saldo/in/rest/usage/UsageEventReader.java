package dev.saldo.in.rest.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.application.wallet.ReportUsage;
import dev.saldo.application.wallet.UsageReport;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.StrictJson;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads events one by one, so that a fault of one is its own. */
final class UsageEventReader {
  /** A CloudEvent. */
  static final String CLOUD_EVENT = "application/cloudevents+json";

  /** An array of CloudEvents. */
  static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

  private final Validator validator;

  UsageEventReader(Validator validator) {
    this.validator = validator;
  }

  /** An event as it was read. */
  sealed interface Item {
    /** One that the ledger may see. */
    record Read(UsageReport report) implements Item {}

    /**
     * One that breaks a rule.
     *
     * @param id as it was given, if it was a text
     * @param source likewise
     */
    record Faulty(Optional<String> id, Optional<String> source, Problem problem) implements Item {}
  }

  /**
   * The events of a body.
   *
   * @throws ProblemException when the body is none of the forms that its media type allows, or
   *     brings too many
   */
  List<Item> read(JsonNode body, MediaType type) {
    boolean cloud = !type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    boolean batch = type.getSubtype().equals("cloudevents-batch+json");
    if (body.isArray() ? cloud && !batch : batch || !body.isObject()) {
      throw Reading.invalid("body", "type", batch ? "rule.type_array" : "rule.type_object");
    }
    if (body.size() > ReportUsage.EVENTS_MAX && body.isArray()) {
      throw new ProblemException(Problem.of(ProblemCode.BODY_TOO_LARGE).worded("events"));
    }
    List<Item> items = new ArrayList<>();
    for (JsonNode event : body.isArray() ? body : List.of(body)) {
      items.add(item(event, cloud));
    }
    return items;
  }

  private Item item(JsonNode event, boolean cloud) {
    try {
      return new Item.Read(cloud ? cloudEvent(event) : plainEvent(event));
    } catch (ProblemException e) {
      return new Item.Faulty(text(event, "id"), text(event, "source"), e.problem());
    }
  }

  private UsageReport plainEvent(JsonNode event) {
    return Reading.item(event, UsageEventBody.class, StrictJson.MAPPER, validator)
        .toReport(UsageEventBody.Fields.PLAIN);
  }

  private UsageReport cloudEvent(JsonNode event) {
    CloudEventBody read = Reading.item(event, CloudEventBody.class, StrictJson.MAPPER, validator);
    return read.toEvent().toReport(read.fields());
  }

  private static Optional<String> text(JsonNode event, String field) {
    return Optional.ofNullable(event.path(field).textValue());
  }
}
