package dev.weir.platform.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.PlatformException;
import org.junit.jupiter.api.Test;

final class JavaCheckTest {

  @Test
  void check_older_namesVersionFolderAndRemedy() {
    assertThatThrownBy(() -> JavaCheck.check(11, "/jdk-11"))
        .isInstanceOf(PlatformException.class)
        .hasMessage("Java 11 in /jdk-11 is too old: Weir needs 17 or newer; set JAVA_HOME to one");
  }

  @Test
  void check_oldestAllowed_passes() {
    assertThatCode(() -> JavaCheck.check(17, "/jdk-17")).doesNotThrowAnyException();
  }
}
