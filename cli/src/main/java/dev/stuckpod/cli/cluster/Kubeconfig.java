package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kubeconfig's files say, together as kubectl reads them: the first one that says a thing
 * is right. The client library is asked only afterwards, because it takes the current context for
 * one that it does not find.
 */
record Kubeconfig(List<Config> files) {

  /**
   * A context that is there.
   *
   * @param server address of the API server
   * @param namespace that it names, else null
   */
  record Chosen(String context, String server, @Nullable String namespace) {}

  /**
   * Reads the files that KUBECONFIG names, else the one in the home folder.
   *
   * @throws CommandException if there is none, or one is no kubeconfig
   */
  static Kubeconfig read() throws CommandException {
    LateKinds.everywhere();
    List<Path> paths =
        io.fabric8.kubernetes.client.Config.getKubeconfigFilenames().stream()
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .toList();
    var files = new ArrayList<Config>();
    for (Path path : paths) {
      if (Files.isRegularFile(path)) {
        files.add(read(path));
      }
    }
    if (files.isEmpty()) {
      throw new CommandException(
          "There is no kubeconfig at "
              + paths.stream().map(Path::toString).collect(Collectors.joining(", "))
              + ": set KUBECONFIG, or run e2e/cluster/up");
    }
    return new Kubeconfig(files);
  }

  private static Config read(Path path) throws CommandException {
    try (InputStream yaml = Files.newInputStream(path)) {
      Config config = Serialization.unmarshal(yaml, Config.class);
      return config == null ? new Config() : config;
    } catch (IOException | RuntimeException failed) {
      throw new CommandException(
          "The kubeconfig cannot be used: " + path + ": " + Sentence.root(failed), failed);
    }
  }

  /**
   * Finds a context by its name.
   *
   * @param context its name; null: the current one
   * @throws CommandException if there is no such context, or it has no server
   */
  Chosen find(@Nullable String context) throws CommandException {
    String name = context == null ? current() : context;
    Context found =
        contexts()
            .filter(named -> named.getName().equals(name))
            .findFirst()
            .map(NamedContext::getContext)
            .orElseThrow(() -> new CommandException(missing(context, name)));
    String server =
        stream(Config::getClusters)
            .filter(named -> named.getName().equals(found.getCluster()))
            .findFirst()
            .map(NamedCluster::getCluster)
            .map(cluster -> cluster.getServer())
            .orElseThrow(
                () ->
                    new CommandException(
                        "The kubeconfig says no server for the cluster '%s' of context '%s'"
                            .formatted(found.getCluster(), name)));
    return new Chosen(name, server, found.getNamespace());
  }

  /** The names of all contexts. */
  List<String> names() {
    return contexts().map(NamedContext::getName).distinct().toList();
  }

  private String current() {
    return files.stream()
        .map(Config::getCurrentContext)
        .filter(name -> name != null && !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String missing(@Nullable String asked, String name) {
    String names = String.join(", ", names());
    if (names.isEmpty()) {
      return "The kubeconfig has no context at all: set KUBECONFIG, or run e2e/cluster/up";
    }
    return asked == null && name.isEmpty()
        ? "The kubeconfig has no current context: choose one by --context, of: " + names
        : "The kubeconfig has no context '" + name + "'; it has: " + names;
  }

  private Stream<NamedContext> contexts() {
    return stream(Config::getContexts).filter(named -> named.getContext() != null);
  }

  private <T> Stream<T> stream(java.util.function.Function<Config, @Nullable List<T>> part) {
    return files.stream().map(part).filter(Objects::nonNull).flatMap(List::stream);
  }
}
