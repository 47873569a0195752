package dev.weir.console.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask. A page of another site cannot reach the console through a name that it lets
 * point here (the host has to be known), nor by having a browser send something (the origin has to
 * be the console's own); and who does not sit on this machine needs a key. Immutable, thread-safe.
 */
public final class Access {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> hosts;
  private final boolean onlyLoopback;
  private final ApiKeys keys;

  /**
   * @param hosts further names that the console is known by, without ports
   * @param onlyLoopback whether it listens on this machine's own address alone
   */
  public Access(Set<String> hosts, boolean onlyLoopback, ApiKeys keys) {
    Set<String> all = new HashSet<>(LOOPBACK);
    hosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
    this.hosts = Set.copyOf(all);
    this.onlyLoopback = onlyLoopback;
    this.keys = keys;
  }

  /** The answer to whether somebody may ask. */
  public sealed interface Decision {

    /** Yes. */
    record Granted(Caller caller) implements Decision {}

    /**
     * No.
     *
     * @param status of HTTP: 401 or 403
     * @param detail for who asked
     */
    record Denied(int status, String detail) implements Decision {}
  }

  /** Decides. */
  public Decision decide(Asking asking) {
    String host = asking.host() == null ? "" : asking.host().toLowerCase(Locale.ROOT);
    if (!hosts.contains(nameOf(host))) {
      return new Decision.Denied(
          403,
          "the header Host names no host of this console; ask it by "
              + "127.0.0.1 or localhost, or start it with --host for another name");
    }
    @Nullable String origin = asking.origin();
    if (origin != null && !isOwn(origin, host)) {
      return new Decision.Denied(403, "the header Origin is that of another site");
    }
    @Nullable String site = asking.fetchSite();
    if (asking.changes() && site != null && !site.equals("same-origin") && !site.equals("none")) {
      return new Decision.Denied(403, "the header Sec-Fetch-Site says that another site asks");
    }
    @Nullable String authorization = asking.authorization();
    if (authorization != null) {
      @Nullable String key = keyOf(authorization);
      @Nullable Caller caller = key == null ? null : keys.caller(key);
      return caller == null
          ? new Decision.Denied(401, "the key is not one of this console's")
          : new Decision.Granted(caller);
    }
    if (onlyLoopback && !asking.forwarded() && LOOPBACK.contains(nameOf(host))) {
      return new Decision.Granted(Caller.LOCAL);
    }
    return new Decision.Denied(
        401, "a key is needed: Authorization: Bearer KEY, or the key as a password");
  }

  private static boolean isOwn(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + host) || lower.equals("https://" + host);
  }

  /** The host without its port. */
  private static String nameOf(String host) {
    return host.replaceFirst(":\\d{1,5}$", "");
  }

  /** The key of {@code Bearer KEY}, or the password of {@code Basic}, whoever the user is. */
  private static @Nullable String keyOf(String authorization) {
    String[] words = authorization.strip().split(" +", 2);
    if (words.length == 2 && words[0].equalsIgnoreCase("bearer")) {
      return words[1];
    }
    if (words.length == 2 && words[0].equalsIgnoreCase("basic")) {
      try {
        String pair = new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0 ? null : pair.substring(colon + 1);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return null;
  }
}
