package dev.stuckpod.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlDocumentTest {

  private final HtmlDocument.Page page = new HtmlDocument.Page();

  @Test
  void aStrangersTextIsNoMarkup() {
    page.element("p", "<b>'a' & \"b\"</b>", "title", "\" onclick=\"x");

    assertThat(page.document().text())
        .isEqualTo(
            "<!DOCTYPE html>\n<p title=\"&quot; onclick=&quot;x\">"
                + "&lt;b&gt;&#39;a&#39; &amp; &quot;b&quot;&lt;/b&gt;</p>\n");
  }

  @Test
  void whatSteersIsShownByItsNumber() {
    page.text("a\u202eb\u001bc\u200bd\ud800e\n\nf");

    assertThat(page.document().text()).endsWith("a[U+202E]b[U+001B]c[U+200B]d[U+D800]e f\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://a.example/\" onclick",
        " https://a.example",
        "https://ä.example",
        "file:///etc/passwd",
        "#a b"
      })
  void whatIsNoAddressOfTheWebIsNoLink(String address) {
    page.element("a", "x", "href", address);

    assertThat(page.document().text()).endsWith("<a>x</a>\n");
    assertThat(HtmlDocument.isLink(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#part-1", "https://git.example/a/b.go#L7", "http://h:8080/?a=b&c=d"})
  void anAddressOfTheWebIsOne(String address) {
    assertThat(HtmlDocument.isLink(address)).isTrue();
  }

  @Test
  void anAttributeWithoutAValueIsLeftOut() {
    page.open("a", "href", null, "class", "x");

    assertThat(page.document().text()).endsWith("<a class=\"x\"></a>\n");
  }

  @Test
  void whatIsVeryLongIsCut() {
    page.element("p", "x".repeat(5_000));

    assertThat(page.document().text()).hasSizeLessThan(4_100).endsWith("x…</p>\n");
  }

  @Test
  void aScriptCannotEndItself() {
    assertThatThrownBy(() -> page.ours("script", "'</script>'"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
