package dev.saldo.out.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads components of records by compiled calls of their accessors. Reading them by reflection, as
 * the library does, was a third of what writing a document cost.
 */
final class RecordComponents extends BeanSerializerModifier {
  private static final long serialVersionUID = 1L;
  private static final MethodType READ = MethodType.methodType(Object.class, Object.class);

  @Override
  public List<BeanPropertyWriter> changeProperties(
      SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
    if (bean.getBeanClass().isRecord()) {
      properties.replaceAll(property -> compiled(bean.getBeanClass(), property));
    }
    return properties;
  }

  private static BeanPropertyWriter compiled(Class<?> type, BeanPropertyWriter property) {
    boolean isPlain = property.getClass().equals(BeanPropertyWriter.class);
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> isPlain && component.getName().equals(property.getMember().getName()))
        .findFirst()
        .<BeanPropertyWriter>map(component -> new Component(property, reader(component)))
        .orElse(property);
  }

  @SuppressWarnings("unchecked")
  private static Function<Object, @Nullable Object> reader(RecordComponent component) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(component.getDeclaringRecord(), MethodHandles.lookup());
      MethodHandle accessor = lookup.unreflect(component.getAccessor());
      CallSite site =
          LambdaMetafactory.metafactory(
              lookup,
              "apply",
              MethodType.methodType(Function.class),
              READ,
              accessor,
              accessor.type().wrap());
      return (Function<Object, @Nullable Object>) site.getTarget().invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("no access to " + component, e);
    }
  }

  /** Writes one component; what is null is left to the library. */
  private static final class Component extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    private final transient Function<Object, @Nullable Object> reader;

    Component(BeanPropertyWriter plain, Function<Object, @Nullable Object> reader) {
      super(plain);
      this.reader = reader;
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator out, SerializerProvider provider)
        throws Exception {
      Object value = reader.apply(bean);
      if (value == null) {
        super.serializeAsField(bean, out, provider);
        return;
      }
      JsonSerializer<Object> serializer = serializer(value, provider);
      if (isLeftOut(value, serializer, provider)) {
        return;
      }
      out.writeFieldName(_name);
      if (_typeSerializer == null) {
        serializer.serialize(value, out, provider);
      } else {
        serializer.serializeWithType(value, out, provider, _typeSerializer);
      }
    }

    private JsonSerializer<Object> serializer(Object value, SerializerProvider provider)
        throws Exception {
      if (_serializer != null) {
        return _serializer;
      }
      JsonSerializer<Object> known = _dynamicSerializers.serializerFor(value.getClass());
      return known == null
          ? _findAndAddDynamic(_dynamicSerializers, value.getClass(), provider)
          : known;
    }

    private boolean isLeftOut(
        Object value, JsonSerializer<Object> serializer, SerializerProvider provider) {
      return MARKER_FOR_EMPTY.equals(_suppressableValue)
          ? serializer.isEmpty(provider, value)
          : Objects.equals(_suppressableValue, value);
    }
  }
}
