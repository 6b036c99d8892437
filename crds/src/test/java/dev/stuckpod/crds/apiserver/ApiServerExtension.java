package dev.stuckpod.crds.apiserver;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the server before the first test that needs it; JUnit closes it after the last. */
final class ApiServerExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ApiServerExtension.class);

  /** What lives as long as the JVM's tests. */
  private record Running(ApiServer server, KubernetesClient client) implements AutoCloseable {

    static Running start() {
      try {
        return start(new ApiServer());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the API server started", stopped);
      }
    }

    private static Running start(ApiServer server) throws IOException {
      boolean ready = false;
      try {
        server.installCrds();
        ready = true;
        return new Running(server, server.client());
      } finally {
        if (!ready) {
          server.close();
        }
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == ApiServer.class || type == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running = running(context);
    return parameter.getParameter().getType() == ApiServer.class
        ? running.server()
        : running.client();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }
}
