package dev.weir.cli.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is when the command line is silent: environment, then weir.yaml, then its default.
 */
public final class LayeredDefaults implements IDefaultValueProvider {

  private final Map<String, String> environment;
  private final Map<String, String> file;

  public LayeredDefaults(Map<String, String> environment, Map<String, String> file) {
    this.environment = environment;
    this.file = file;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String key = OptionNames.key(option);
    @Nullable String value = environment.get(OptionNames.variable(key));
    return value != null ? value : file.get(key);
  }
}
