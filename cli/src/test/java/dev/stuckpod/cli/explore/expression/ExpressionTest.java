package dev.stuckpod.cli.explore.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.cli.explore.population.Population;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private static final String DUMP =
      """
      goroutine 7 [chan receive, 12 minutes, locked to thread]:
      example.com/shop/cart.(*Cart).wait(0x1)
      \t/src/cart/cart.go:10 +0x1
      created by main.main in goroutine 1
      \t/src/main.go:5 +0x2

      goroutine 108 [select, 3 minutes, labels:{"tenant": "blue", "path": "/a, {b}"}]:
      main.run()
      \t/src/main.go:20 +0x1

      goroutine 109 [sync.Mutex.Lock] {tenant: green, "with space": "x"}:
      sync.(*Mutex).lockSlow(0xc000012345)
      \t/go/src/sync/mutex.go:149 +0x1
      main.run()
      \t/src/main.go:22 +0x1

      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          id > 100                                          ; 108 109
          state == 'chan receive'                           ; 7
          state == "chan receive" || id == 109              ; 7 109
          !(state == 'select') && id >= 7                   ; 7 109
          !!locked                                          ; 7
          minutes > 3                                       ; 7
          duration >= 3                                     ; 7 108
          contains(trace, 'cart.go')                        ; 7
          contains(lower(trace), '(*cart)')                 ; 7
          trace.contains('main.run') && minutes < 1         ; 109
          function == 'main.run'                            ; 108 109
          function.endsWith('wait')                         ; 7
          package == 'example.com/shop/cart'                ; 7
          file =~ 'main\\.go$' && line in [20, 21]          ; 108
          trace !~ 'sync'                                   ; 7 108
          matches(state, '^s')                              ; 108 109
          created_by == 'main.main'                         ; 7
          labels['tenant'] == 'blue'                        ; 108
          labels['tenant'] == 'green'                       ; 109
          labels['with space'] == 'x'                       ; 109
          labels['path'] == '/a, {b}'                       ; 108
          labels['none'] != 'x'                             ;
          lock == 0xc000012345                              ; 109
          channel != ''                                     ;
          cpu > 0                                           ;
          state in ['select', 'chan receive']               ; 7 108
          size(state) == 6                                  ; 108
          upper(state) == 'SELECT'                          ; 108
          dups == 1 && lines > 4                            ; 7 109
          idle == false                                     ; 7 108 109
          """)
  void picks(String expression, String ids) throws Exception {
    assertThat(String.join(" ", picked(expression))).isEqualTo(ids == null ? "" : ids);
  }

  private static List<String> picked(String expression) throws Exception {
    Options options =
        new Options(Limits.DEFAULT.withEach(1 << 24), 10, 10, Options.DEFAULT.effort());
    var population = new Population();
    var dump =
        population.add(
            "dump",
            Analyzer.open(
                new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8)), options));
    Expression test = Expression.of(expression);
    List<String> ids = new ArrayList<>();
    population.forEach(
        population.where(population.all(dump), test), member -> ids.add(member.id()));
    ids.sort((one, two) -> Long.compare(Long.parseLong(one), Long.parseLong(two)));
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          state = 'x'                 ; 6  ; to compare, write == and not =
          state == 'x                 ; 9  ; this text does not end
          minutes > 'x'               ; 10 ; a number is compared with a text
          state > 'x'                 ; 0  ; only numbers are smaller or larger
          id                          ; 0  ; true or false is wanted here, and this is a number
          id > 1 && state             ; 10 ; true or false is wanted here, and this is a text
          stat == 'x'                 ; 0  ; there is no field stat
          has(trace)                  ; 0  ; there is no function has
          contains(trace 'x')         ; 15 ; ',' is missing before 'x'
          contains(trace)             ; 0  ; contains takes two texts
          (id > 1                     ; 7  ; ')' is missing before the end
          id > 1 id                   ; 7  ; 'id' is not expected here
          trace =~ '(('               ; 10 ; this is no pattern
          id > 99999999999999999999   ; 5  ; this number is too large
          id & 3                      ; 3  ; write && for what must both be
          """)
  void pointsAtWhatIsWrong(String expression, int column, String sentence) {
    var wrong = catchThrowableOfType(ExpressionException.class, () -> Expression.of(expression));

    assertThat(wrong.getMessage()).startsWith(sentence);
    assertThat(wrong.column()).isEqualTo(column);
  }

  @Test
  void isNeverNestedTooDeeplyForTheStack() {
    String deep = "(".repeat(100_000) + "idle" + ")".repeat(100_000);

    var wrong = catchThrowableOfType(ExpressionException.class, () -> Expression.of(deep));

    assertThat(wrong.getMessage()).isEqualTo("this is nested too deeply");
  }
}
