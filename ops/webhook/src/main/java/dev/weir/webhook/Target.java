package dev.weir.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where alerts go. Immutable.
 *
 * @param url https, or http on this machine alone
 * @param timeout of one attempt, from connecting to the whole answer
 */
public record Target(URI url, Duration timeout) {

  public Target {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean plain = scheme.equals("http");
    if (url.getHost() == null || !(plain || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          "the url " + shown(url) + " is none of https://host[:port]/path");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the url " + shown(url) + " carries a password; receivers check the signature instead");
    }
    if (plain && !isLoopback(url.getHost())) {
      throw new IllegalArgumentException(
          "the url "
              + shown(url)
              + " is not encrypted; alerts name cards, so give an https:// one (http is for"
              + " localhost)");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout is " + timeout + "; expected more than zero");
    }
  }

  /** By its name alone: nothing is looked up. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  /** Without what may be secret: user, query and fragment. */
  static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getHost() == null
        ? "given"
        : url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
  }

  @Override
  public String toString() {
    return shown(url);
  }
}
