package dev.stuckpod.cli.brief;

import dev.stuckpod.cli.brief.Listing.Format;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.cluster.ObjectFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line as most are typed, without picocli, which takes as long to be told of its
 * options as a cluster to answer. Of what is not that plain it says nothing: picocli reads it, and
 * tells what is wrong.
 */
public final class Plain {

  /** What options are about. */
  private enum Option {
    KUBECONFIG,
    CONTEXT,
    NAMESPACE,
    OUTPUT,
    LABELS,
    ALL
  }

  private static final Map<String, Option> OPTIONS =
      Map.of(
          "--kubeconfig", Option.KUBECONFIG,
          "--context", Option.CONTEXT,
          "-n", Option.NAMESPACE,
          "--namespace", Option.NAMESPACE,
          "-o", Option.OUTPUT,
          "--output", Option.OUTPUT,
          "-l", Option.LABELS,
          "--selector", Option.LABELS,
          "-A", Option.ALL,
          "--all-namespaces", Option.ALL);

  private static final String BESIDE_LETTERS = "-._/:=,";

  private final Map<Option, String> said = new EnumMap<>(Option.class);
  private final List<String> names = new ArrayList<>();

  private Plain() {}

  /**
   * Reads a command line.
   *
   * @return empty: it is of another command, or not plain
   */
  public static Optional<Brief> read(String... args) {
    if (args.length == 0) {
      return Optional.empty();
    }
    return switch (args[0]) {
      case "list" -> of(args).map(Plain::listing);
      case "show" -> of(args).map(Plain::showing);
      default -> Optional.empty();
    };
  }

  private static Optional<Plain> of(String... args) {
    var plain = new Plain();
    for (int i = 1; i < args.length; i++) {
      Option option = OPTIONS.get(args[i]);
      if (option == Option.ALL) {
        if (plain.said.put(option, "") != null) {
          return Optional.empty();
        }
      } else if (option != null) {
        i++;
        if (i == args.length || !isValue(args[i]) || plain.said.put(option, args[i]) != null) {
          return Optional.empty();
        }
      } else if (isValue(args[i])) {
        plain.names.add(args[i]);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(plain);
  }

  private static boolean isValue(String arg) {
    return !arg.isEmpty()
        && arg.charAt(0) != '-'
        && arg.chars().allMatch(c -> isLetter(c) || BESIDE_LETTERS.indexOf(c) >= 0);
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  private @Nullable Brief listing() {
    Format format = format(Format.class, Format.table);
    if (format == null || !names.isEmpty()) {
      return null;
    }
    return new Listing(cluster(), said.containsKey(Option.ALL), said.get(Option.LABELS), format);
  }

  private @Nullable Brief showing() {
    ObjectFormat format = format(ObjectFormat.class, ObjectFormat.text);
    if (format == null
        || names.size() != 1
        || said.containsKey(Option.ALL)
        || said.containsKey(Option.LABELS)) {
      return null;
    }
    return new Showing(cluster(), names.getFirst(), format);
  }

  /** The names of formats are what a user types; null: it is none. */
  private <F extends Enum<F>> @Nullable F format(Class<F> formats, F usual) {
    String name = said.getOrDefault(Option.OUTPUT, usual.name());
    for (F format : formats.getEnumConstants()) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    return null;
  }

  private ClusterOptions cluster() {
    String kubeconfig = said.get(Option.KUBECONFIG);
    return new ClusterOptions(
        kubeconfig == null ? null : Path.of(kubeconfig),
        said.get(Option.CONTEXT),
        said.get(Option.NAMESPACE));
  }
}
