package dev.stuckpod.cli.cluster.wire;

import static java.util.Objects.requireNonNull;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the kubeconfig's files say, together as kubectl reads them: the first one that says a thing
 * is right. The client library is asked only afterwards, because it takes the current context for
 * one that it does not find; and it takes its time, as long as all that a short command does.
 */
public record Kubeconfig(List<Part> files) {

  /**
   * A file, or what one says of something.
   *
   * @param folder in which the file lies
   */
  record Part(Map<?, ?> said, Path folder) {

    /** What is said by a word; null: nothing. */
    @Nullable String text(String word) {
      Object text = said.get(word);
      return text == null ? null : text.toString();
    }

    /** What is said by a word; empty: nothing. */
    Part part(String word) {
      return within(said.get(word));
    }

    /** What is said in a list. */
    Stream<Part> parts(String list) {
      return said.get(list) instanceof List<?> all
          ? all.stream().map(this::within)
          : Stream.empty();
    }

    private Part within(@Nullable Object said) {
      return new Part(said instanceof Map<?, ?> map ? map : Map.of(), folder);
    }
  }

  /**
   * A context that is there.
   *
   * @param server address of the API server
   * @param namespace that it names, else null
   * @param access how the server is spoken to; null: only the client library knows
   */
  public record Chosen(
      String context, String server, @Nullable String namespace, @Nullable Access access) {}

  /**
   * Reads the files that KUBECONFIG names, else the one in the home folder.
   *
   * @throws CommandException if there is none, or one is no kubeconfig
   */
  public static Kubeconfig read() throws CommandException {
    List<Path> paths = paths(System.getenv(), System.getProperties());
    var files = new ArrayList<Part>();
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

  /** Where the client library looks, which takes as long to be asked as a file to be read. */
  static List<Path> paths(Map<String, String> variables, Properties properties) {
    String said = properties.getProperty("kubeconfig", "");
    if (said.isEmpty()) {
      said = variables.getOrDefault("KUBECONFIG", "");
    }
    if (said.isEmpty()) {
      String home = variables.getOrDefault("HOME", "");
      boolean isThere = !home.isEmpty() && Files.isDirectory(Path.of(home));
      return List.of(
          Path.of(isThere ? home : properties.getProperty("user.home", ""), ".kube", "config"));
    }
    return Stream.of(said.split(File.pathSeparator, -1))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }

  private static Part read(Path path) throws CommandException {
    try (InputStream yaml = Files.newInputStream(path)) {
      Object said = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      if (said != null && !(said instanceof Map)) {
        throw new CommandException("The kubeconfig cannot be used: " + path + ": it has no fields");
      }
      return new Part(said == null ? Map.of() : (Map<?, ?>) said, folder(path));
    } catch (IOException | RuntimeException failed) {
      throw new CommandException(
          "The kubeconfig cannot be used: " + path + ": " + Sentence.root(failed), failed);
    }
  }

  private static Path folder(Path file) {
    return requireNonNull(file.toAbsolutePath().getParent());
  }

  /**
   * Finds a context by its name.
   *
   * @param context its name; null: the current one
   * @throws CommandException if there is no such context, or it has no server
   */
  public Chosen find(@Nullable String context) throws CommandException {
    String name = context == null ? current() : context;
    Part found =
        named("contexts", "context", name)
            .orElseThrow(() -> new CommandException(missing(context, name)));
    String of = found.text("cluster");
    Part cluster = named("clusters", "cluster", of).orElse(found.part(""));
    String server = cluster.text("server");
    if (server == null) {
      throw new CommandException(
          "The kubeconfig says no server for the cluster '%s' of context '%s'".formatted(of, name));
    }
    Access access =
        named("users", "user", found.text("user"))
            .map(user -> Access.of(cluster, user))
            .orElse(null);
    return new Chosen(name, server, found.text("namespace"), access);
  }

  /** The names of all contexts. */
  public List<String> names() {
    return all("contexts", "context").map(part -> part.text("name")).distinct().toList();
  }

  private String current() {
    for (Part file : files) {
      String name = file.text("current-context");
      if (name != null && !name.isEmpty()) {
        return name;
      }
    }
    return "";
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

  private Optional<Part> named(String list, String field, @Nullable String name) {
    return all(list, field)
        .filter(part -> String.valueOf(name).equals(part.text("name")))
        .findFirst()
        .map(part -> part.part(field));
  }

  /** Those of a list that have a name, and something by it. */
  private Stream<Part> all(String list, String field) {
    return files.stream()
        .flatMap(file -> file.parts(list))
        .filter(part -> part.text("name") != null && part.said().get(field) instanceof Map);
  }
}
