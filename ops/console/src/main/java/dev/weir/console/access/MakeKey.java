package dev.weir.console.access;

/** A new key, once, and the line that lets it in. */
public final class MakeKey {

  private MakeKey() {}

  /**
   * The key and its line, to be shown.
   *
   * @param name of the key
   * @param kinds of labels that it may give, with commas
   * @throws IllegalArgumentException naming what does not fit
   */
  public static String text(String name, String kinds) {
    String key = ApiKey.random();
    ApiKey entry =
        new ApiKey(new Caller(ApiKey.name(name), ApiKey.kinds(kinds)), ApiKey.digestOf(key));
    return String.join(
        System.lineSeparator(),
        "The key, which is shown this once:",
        "  " + key,
        "The line for the file of keys:",
        "  " + entry.line());
  }
}
