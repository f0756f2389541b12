package dev.saldo.out.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.PaymentPeriod;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Values that are one number or one text in JSON. */
final class DomainValues {
  private DomainValues() {}

  static SimpleModule module() {
    SimpleModule module = new SimpleModule("domain values");
    number(module, Credits.class, Credits::micros, Credits::new);
    number(
        module,
        PaymentPeriod.class,
        PaymentPeriod::months,
        months -> new PaymentPeriod(Math.toIntExact(months)),
        PaymentPeriod.MONTH);
    module.addDeserializer(CycleKind.class, new CycleKindReader());
    number(module, WalletId.class, WalletId::value, WalletId::new);
    number(module, TenantId.class, TenantId::value, TenantId::new);
    text(module, Instant.class, Instant::parse);
    text(module, LocalDate.class, LocalDate::parse);
    text(module, ZoneId.class, ZoneId::of);
    text(module, ModelId.class, ModelId::parse);
    text(module, Key.class, Key::new);
    text(module, BigDecimal.class, BigDecimal::new);
    text(module, Currency.class, Currency::getInstance);
    text(module, Sha256.class, hex -> Sha256.ofDigest(HexFormat.of().parseHex(hex)));
    return module;
  }

  private static <T> void number(
      SimpleModule module, Class<T> type, ToLongFunction<T> write, LongFunction<T> read) {
    number(module, type, write, read, null);
  }

  /**
   * A value that is a number.
   *
   * @param absent what it is in a document from before it was there; null where it always was
   */
  private static <T> void number(
      SimpleModule module,
      Class<T> type,
      ToLongFunction<T> write,
      LongFunction<T> read,
      @Nullable T absent) {
    module.addSerializer(
        type,
        new StdScalarSerializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeNumber(write.applyAsLong(value));
          }
        });
    module.addDeserializer(
        type,
        new StdScalarDeserializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.apply(in.getLongValue());
          }

          @Override
          public @Nullable T getAbsentValue(DeserializationContext context) {
            return absent;
          }
        });
  }

  /** In documents from before there was a choice, every cycle is a calendar month. */
  private static final class CycleKindReader extends StdScalarDeserializer<CycleKind> {
    private static final long serialVersionUID = 1L;

    private CycleKindReader() {
      super(CycleKind.class);
    }

    @Override
    public CycleKind deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Columns.constant(in.getText(), CycleKind.class);
    }

    @Override
    public CycleKind getAbsentValue(DeserializationContext context) {
      return CycleKind.CALENDAR_MONTH;
    }
  }

  /** A value that {@code toString} writes in the form that {@code read} takes. */
  private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
    module.addSerializer(
        type,
        new StdScalarSerializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(value.toString());
          }
        });
    module.addDeserializer(
        type,
        new StdScalarDeserializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.apply(in.getText());
          }
        });
  }
}
