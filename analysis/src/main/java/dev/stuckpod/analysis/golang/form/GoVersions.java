package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses the Go version: from GOROOT in file names, else from what the format shows. */
final class GoVersions {
  private static final Pattern GOROOT =
      Pattern.compile("(?:/go-?|@v0\\.0\\.1-go|toolchain@v[0-9.]+-go)(1\\.\\d+(?:\\.\\d+)?)[./-]");

  private @Nullable String exact;
  private int atLeast;

  void observe(StackTrace stack, GoHeader header) {
    if (header.detailed()) {
      atLeast = Math.max(atLeast, 22);
    }
    for (Frame frame : stack.frames()) {
      if (exact == null && (frame.function().startsWith("runtime.") || isSync(frame))) {
        Matcher m = GOROOT.matcher(frame.file());
        if (m.find()) {
          exact = m.group(1);
        }
      }
      if (frame.function().startsWith("internal/sync.")) {
        atLeast = Math.max(atLeast, 24);
      }
    }
    if (header.state().startsWith("sync.WaitGroup")) {
      atLeast = Math.max(atLeast, 24);
    } else if (header.state().startsWith("sync.Mutex")) {
      atLeast = Math.max(atLeast, 20);
    }
  }

  private static boolean isSync(Frame frame) {
    return frame.function().startsWith("sync.");
  }

  @Nullable String best() {
    if (exact != null) {
      return exact;
    }
    return atLeast == 0 ? null : ">=1." + atLeast;
  }
}
