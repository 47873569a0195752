package dev.weir.scoring.feedback;

import dev.weir.engine.error.NearestName;
import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import java.util.List;

/** The answers of each task, in the order of a model's output. Stateless, thread-safe. */
public final class TaskWords {
  private TaskWords() {}

  /**
   * The answers of a task; of two, the second is what is looked for.
   *
   * @throws InvalidEventException for {@link Task#UNKNOWN}, a task of a newer Weir
   */
  public static List<String> of(Task task) {
    return switch (task) {
      case SENTIMENT -> List.of("negative", "neutral", "positive");
      case SPAM -> List.of("ham", "spam");
      case ABUSE -> List.of("clean", "abusive");
      case FRAUD -> List.of("genuine", "fraud");
      case UNKNOWN ->
          throw new InvalidEventException(
              "task is one that this Weir does not know; expected SENTIMENT, SPAM, ABUSE or FRAUD:"
                  + " read it with the Weir that wrote it");
    };
  }

  /**
   * The label, if the task has it.
   *
   * @throws InvalidEventException naming the answers of the task and the nearest one; what came is
   *     described by its length alone, for it may be anybody's text
   */
  public static String check(Task task, String label) {
    List<String> words = of(task);
    if (!words.contains(label)) {
      throw new InvalidEventException(
          "label is no answer of the task "
              + task
              + "; expected '"
              + String.join("', '", words)
              + "', got one of "
              + label.length()
              + " characters"
              + hint(label, words));
    }
    return label;
  }

  private static String hint(String label, List<String> words) {
    int longest = words.stream().mapToInt(String::length).max().orElse(0);
    return label.length() > 2 * longest ? "" : NearestName.hint(label.strip(), words);
  }
}
