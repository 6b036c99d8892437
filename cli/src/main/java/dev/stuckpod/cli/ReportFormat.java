package dev.stuckpod.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Layout;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import org.jspecify.annotations.Nullable;

/** How {@code analyze} writes what it has found; the names are what a user types. */
enum ReportFormat {
  /** For a person at a terminal. */
  text {
    @Override
    String write(Analysis analysis, @Nullable String file, Layout layout) {
      String heading = file == null ? "" : "== %s%n".formatted(file);
      return heading
          + PlainText.of(analysis, layout)
          + (file == null ? "" : System.lineSeparator());
    }
  },
  /** For programs: one object per line, in the order of the files. */
  json {
    @Override
    String write(Analysis analysis, @Nullable String file, Layout layout) {
      try {
        return JSON.writeValueAsString(analysis) + "\n";
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an analysis is made of what JSON knows", e);
      }
    }
  },
  /** For issues and chats. */
  markdown {
    @Override
    String write(Analysis analysis, @Nullable String file, Layout layout) {
      return Markdown.of(analysis, file);
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes one analysis.
   *
   * @param layout of text
   * @param file the name to show above it; null where it is the only one
   */
  abstract String write(Analysis analysis, @Nullable String file, Layout layout);
}
