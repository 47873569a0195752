/** JSON over HTTP with the JDK's client. */
@NullMarked
package dev.weir.platform.http;

import org.jspecify.annotations.NullMarked;
