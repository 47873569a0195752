package dev.weir.command;

import java.nio.file.Path;
import java.util.List;

/** What of a platform still runs. */
final class Processes {

  private Processes() {}

  /** Command lines of living processes in which a folder is named. */
  static List<String> mentioning(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }
}
