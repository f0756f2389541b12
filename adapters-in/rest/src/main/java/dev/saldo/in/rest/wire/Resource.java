package dev.saldo.in.rest.wire;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource of the API. One object serves all requests, so it keeps nothing of any of them: to
 * make one for each request costs more than to route it.
 */
@SuppressWarnings("InjectScopeAnnotationOnInterfaceOrAbstractClass") // it is that of the beans
@Stereotype
@Singleton
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Resource {}
