package dev.weir.engine.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine and this process use, as far as the system tells. */
final class MachineLoad {
  private static final Path STATUS = Path.of("/proc/self/status");

  private MachineLoad() {}

  /** Processes that run or want to, over the last minute; negative where unknown. */
  static double average() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Memory of this process that is in RAM, native memory included, in MiB; -1 where unknown. */
  static long residentMib() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
        }
      }
      return -1;
    } catch (IOException e) {
      return -1; // not Linux
    }
  }
}
