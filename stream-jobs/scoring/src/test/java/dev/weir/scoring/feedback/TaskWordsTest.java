package dev.weir.scoring.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import org.junit.jupiter.api.Test;

class TaskWordsTest {

  @Test
  void check_answerOfTheTask_isReturned() {
    for (Task task : Task.values()) {
      if (task != Task.UNKNOWN) {
        TaskWords.of(task).forEach(word -> assertThat(TaskWords.check(task, word)).isEqualTo(word));
      }
    }
  }

  @Test
  void check_nearMiss_namesTheNearestAnswer() {
    assertThatThrownBy(() -> TaskWords.check(Task.ABUSE, "abuse"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("ABUSE")
        .hasMessageContaining("'clean', 'abusive'")
        .hasMessageContaining("did you mean 'abusive'?");
  }

  @Test
  void check_textOfAUser_isNotRepeated() {
    assertThatThrownBy(() -> TaskWords.check(Task.SPAM, "you should all stay at home today"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("33 characters")
        .hasMessageNotContaining("home");
  }

  @Test
  void of_unknownTask_isRefused() {
    assertThatThrownBy(() -> TaskWords.of(Task.UNKNOWN))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("does not know");
  }
}
