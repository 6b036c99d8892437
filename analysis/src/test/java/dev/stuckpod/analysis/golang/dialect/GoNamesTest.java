package dev.stuckpod.analysis.golang.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as compilers from Go 1.19 to 1.27 give them. */
class GoNamesTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "main.work,main.work",
        "main.main.func1,main.main",
        "main.main.func1.2,main.main",
        "main.init.0,main.init.0",
        "a.com/b/hub.(*Hub).send,a.com/b/hub.(*Hub).send",
        "a.com/b/hub.(*Hub).send.func1,a.com/b/hub.(*Hub).send",
        "a.com/b/hub.(*Hub).send.gowrap1,a.com/b/hub.(*Hub).send",
        "a.com/b.v2/hub.(*Hub[...]).send.func1.1,a.com/b.v2/hub.(*Hub[...]).send",
        // inlined into a method, into the wrapper of a go statement, into a function
        "a.com/hub.(*Hub).run.(*Hub).turn.(*Log).add.func2,a.com/hub.(*Log).add",
        "main.start.gowrap1.(*Log).run.(*Log).add.1,main.(*Log).add",
        "a.com/hub.start.(*Log).add.func1,a.com/hub.(*Log).add"
      })
  void outerIsTheFunctionThatHasWrittenAClosure(String function, String outer) {
    assertThat(GoNames.outer(function)).isEqualTo(outer);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "main.work,\"\"",
        "main.main.func1,\"\"",
        "a.com/b/hub.(*Hub).send,a.com/b/hub.(*Hub)",
        "a.com/b/hub.(*Hub).send.func1,a.com/b/hub.(*Hub)",
        "a.com/hub.(*Hub).run.(*Log).add.func2,a.com/hub.(*Log)",
        "main.start.gowrap1.(*Log).run.(*Log).add.1,main.(*Log)"
      })
  void typeIsThatOfTheMethod(String function, String type) {
    assertThat(GoNames.type(function)).isEqualTo(type);
  }
}
