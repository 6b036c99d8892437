package dev.stuckpod.operator.inject.facts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * User and group of a process.
 *
 * @param uid null while not known
 * @param gid null while not known
 */
public record RunAs(@Nullable Long uid, @Nullable Long gid) {

  /** Nothing is known: the image decides. */
  public static final RunAs UNKNOWN = new RunAs(null, null);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,10}):([0-9]{1,10})");

  /** Reads {@code uid:gid}; empty if it is something else, or more than a pod may say. */
  public static Optional<RunAs> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(new RunAs(Long.valueOf(form.group(1)), Long.valueOf(form.group(2))))
            .filter(RunAs::possible)
        : Optional.empty();
  }

  /** Whether the API server takes it: both are at most 2147483647. */
  public boolean possible() {
    return Stream.of(Optional.ofNullable(uid), Optional.ofNullable(gid))
        .flatMap(Optional::stream)
        .allMatch(id -> id >= 0 && id <= Integer.MAX_VALUE);
  }

  /** Takes from another what is missing here; its gid only if it is the same user's. */
  public RunAs orElse(RunAs other) {
    if (uid == null) {
      return new RunAs(other.uid, gid == null ? other.gid : gid);
    }
    return gid == null && uid.equals(other.uid) ? other : this;
  }

  @Override
  public String toString() {
    return uid + ":" + gid;
  }

  /** Whether that is root, as far as is known. */
  public boolean root() {
    return uid != null && uid == 0;
  }
}
