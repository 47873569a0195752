package dev.weir.cli.file;

import java.io.IOException;

/** How an answer is written as text. */
interface AnswerFormat {

  /** What stands before the first answer. */
  void begin(Appendable out) throws IOException;

  /** One line. */
  void write(Answer answer, Appendable out) throws IOException;
}
