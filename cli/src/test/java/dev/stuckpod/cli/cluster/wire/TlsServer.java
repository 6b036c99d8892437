package dev.stuckpod.cli.cluster.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Stands for an API server, of which only the connection matters: it has one answer to all. */
public final class TlsServer implements AutoCloseable {

  static final String ANSWER =
      """
      {"gitVersion": "v1", "columnDefinitions": [{"name": "Name"}], "rows": [{"cells": ["hub-1"]}]}
      """;

  /** What it shows, whom it wants to see, and what it says. */
  record Manner(Pair own, @Nullable Pair client, int code, List<String> curves) {}

  private final Manner manner;
  private final HttpsServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private TlsServer(Manner manner, HttpsServer server) {
    this.manner = manner;
    this.server = server;
  }

  /** Starts one on this machine. */
  static TlsServer start(Manner manner) throws IOException, GeneralSecurityException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var server = new TlsServer(manner, https);
    SSLContext context = manner.own().server(manner.client());
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters all = context.getDefaultSSLParameters();
            all.setNeedClientAuth(manner.client() != null);
            if (!manner.curves().isEmpty()) {
              all.setNamedGroups(manner.curves().toArray(String[]::new));
            }
            parameters.setSSLParameters(all);
          }
        });
    https.createContext("/", server::answer);
    https.start();
    return server;
  }

  /**
   * Starts one as many clusters are: its certificate is on a curve, and so must be the client's.
   *
   * @param folder gets a kubeconfig
   */
  public static TlsServer onACurve(Path folder) throws IOException, GeneralSecurityException {
    Pair client = Pair.make("EC", "dns:example.org");
    Pair own = Pair.make("EC", "ip:127.0.0.1");
    TlsServer server = start(new Manner(own, client, 200, List.of()));
    kubeconfig(
        server.address(),
        folder,
        own,
        "client-certificate-data: %s, client-key-data: %s"
            .formatted(Pair.data(client.certificatePem()), Pair.data(client.keyPem())));
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Accept"),
                peer((HttpsExchange) exchange)));
    byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(manner.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String peer(HttpsExchange exchange) {
    try {
      return exchange.getSSLSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException nobody) {
      return "nobody";
    }
  }

  /** What it was asked: path, token, form, and whose certificate was shown. */
  List<String> asked() {
    return asked;
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /**
   * Writes a kubeconfig.
   *
   * @param trusted the authority
   * @param user what it says of the user
   */
  static Path kubeconfig(URI address, Path folder, Pair trusted, String user)
      throws IOException, GeneralSecurityException {
    return Files.writeString(
        folder.resolve("config"),
        """
        current-context: a
        clusters: [{name: a, cluster: {server: '%s', certificate-authority-data: %s}}]
        users: [{name: a, user: {%s}}]
        contexts: [{name: a, context: {cluster: a, user: a}}]
        """
            .formatted(address, Pair.data(trusted.certificatePem()), user));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
