package dev.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final StringWriter terminal = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(terminal), 10);

  @Test
  void secondFrame_goesUpOverTheFirst() {
    screen.paint(List.of("a", "b", "c"));
    assertThat(terminal.toString()).doesNotContain("A\r");
    screen.paint(List.of("d"));
    assertThat(terminal.toString())
        .contains("\u001b[3A\r")
        .endsWith("d\u001b[K\n\u001b[J\u001b[?7h");
  }

  @Test
  void longLine_isCutToTheColumnsItTakes() {
    screen.paint(List.of("123456789", "12345678901", "一二三四五六"));
    assertThat(terminal.toString()).contains("123456789\u001b", "123456789…\u001b", "一二三四…\u001b");
  }
}
