package dev.stuckpod.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.text.JsonText;
import dev.stuckpod.text.Layout;
import org.jspecify.annotations.Nullable;

/** How {@code analyze} writes what it has found; the names are what a user types. */
enum ReportFormat {
  /** For a person at a terminal. */
  text {
    @Override
    void write(Analysis analysis, @Nullable String file, Layout layout, Console out) {
      if (file != null) {
        out.line("== " + file);
      }
      PlainText.write(analysis, layout, out::print);
      if (file != null) {
        out.gap();
      }
    }
  },
  /** For programs: one object per line, in the order of the files. */
  json {
    @Override
    void write(Analysis analysis, @Nullable String file, Layout layout, Console out) {
      try {
        out.print(JsonText.of(JSON.writeValueAsString(analysis) + "\n"));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an analysis is made of what JSON knows", e);
      }
    }
  },
  /** For issues and chats. */
  markdown {
    @Override
    void write(Analysis analysis, @Nullable String file, Layout layout, Console out) {
      out.print(Markdown.of(analysis, file));
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes one analysis.
   *
   * @param layout of text
   * @param file the name to show above it; null where it is the only one
   */
  abstract void write(Analysis analysis, @Nullable String file, Layout layout, Console out);
}
