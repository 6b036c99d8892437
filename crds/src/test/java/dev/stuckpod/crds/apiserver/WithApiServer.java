package dev.stuckpod.crds.apiserver;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class against a real API server with our CRDs. It is started once for all such
 * classes; a constructor or method may take an {@link ApiServer} or a client of it. Classes keep
 * apart by namespaces of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ApiServerExtension.class)
public @interface WithApiServer {}
