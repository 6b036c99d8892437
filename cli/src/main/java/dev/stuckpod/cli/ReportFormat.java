package dev.stuckpod.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Layout;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** How {@code analyze} writes what it has found; the names are what a user types. */
enum ReportFormat {
  /** For a person at a terminal. */
  text {
    @Override
    void write(Analysis analysis, @Nullable String file, Layout layout, PrintWriter out) {
      String heading = file == null ? "" : "== %s%n".formatted(file);
      out.print(heading);
      out.print(PlainText.of(analysis, layout));
      out.print(file == null ? "" : System.lineSeparator());
    }
  },
  /** For programs: one object per line, in the order of the files. */
  json {
    @Override
    void write(Analysis analysis, @Nullable String file, Layout layout, PrintWriter out) {
      try {
        JSON.writeValue(out, analysis);
        out.print("\n");
      } catch (IOException e) {
        throw new IllegalStateException("an analysis is made of what JSON knows", e);
      }
    }
  },
  /** For issues and chats. */
  markdown {
    @Override
    void write(Analysis analysis, @Nullable String file, Layout layout, PrintWriter out) {
      out.print(Markdown.of(analysis, file));
    }
  };

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  /**
   * Writes one analysis.
   *
   * @param layout of text
   * @param file the name to show above it; null where it is the only one
   */
  abstract void write(Analysis analysis, @Nullable String file, Layout layout, PrintWriter out);
}
