/** Fraud alerts as webhooks: signed, repeated until they are taken, in the order of Kafka. */
@NullMarked
package dev.weir.webhook;

import org.jspecify.annotations.NullMarked;
