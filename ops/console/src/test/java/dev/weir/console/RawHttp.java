package dev.weir.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP request as bytes, and the whole answer; well-formed or not. */
final class RawHttp {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

  private RawHttp() {}

  /**
   * An answer.
   *
   * @param status 0 where the connection was closed without one
   * @param headers in lower case
   */
  record Answer(int status, String headers, String body) {}

  /** A request with that body; the length is counted. */
  static Answer send(int port, String method, String path, String headers, byte[] body)
      throws IOException {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n"
            + headers
            + "\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.getBytes(StandardCharsets.ISO_8859_1));
    all.write(body);
    return bytes(port, all.toByteArray());
  }

  /** Bytes as they are. */
  static Answer bytes(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
      } catch (SocketException e) {
        // answered and closed before all of it was sent
      }
      return answer(read(socket));
    }
  }

  private static String read(Socket socket) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = 0; n >= 0 && !isWhole(read.toString(StandardCharsets.UTF_8)); ) {
        n = socket.getInputStream().read(some);
        read.write(some, 0, Math.max(n, 0));
      }
    } catch (SocketException e) {
      // reset: what came before it is the answer
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  /** The server closes some seconds later. */
  private static boolean isWhole(String text) {
    int end = text.indexOf("\r\n\r\n");
    Matcher length = LENGTH.matcher(end < 0 ? "" : text.substring(0, end));
    return length.find()
        && text.substring(end + 4).getBytes(StandardCharsets.UTF_8).length
            >= Integer.parseInt(length.group(1));
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || end < 0) {
      return new Answer(0, "", text);
    }
    return new Answer(
        Integer.parseInt(text.substring(9, 12)),
        text.substring(0, end).toLowerCase(Locale.ROOT),
        text.substring(end + 4));
  }
}
