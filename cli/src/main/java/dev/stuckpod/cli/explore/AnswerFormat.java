package dev.stuckpod.cli.explore;

import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.screen.JsonAnswers;
import dev.stuckpod.cli.explore.screen.TextAnswers;
import dev.stuckpod.text.Fit;
import dev.stuckpod.text.Layout;

/** How answers are written; the names are what a user types. */
enum AnswerFormat {
  /** For a person. */
  text {
    @Override
    Fit of(Answer answer, Layout layout) {
      return TextAnswers.of(answer, layout);
    }
  },
  /** For programs. */
  json {
    @Override
    Fit of(Answer answer, Layout layout) {
      return JsonAnswers.of(answer);
    }
  };

  abstract Fit of(Answer answer, Layout layout);
}
