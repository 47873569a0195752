package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import java.util.Locale;

/** Tells a lost or exhausted device from a record that no device could run. */
final class DeviceFailure {
  private DeviceFailure() {}

  static boolean is(OrtException e) {
    OrtErrorCode code = e.getCode();
    if (code == OrtErrorCode.ORT_EP_FAIL
        || code == OrtErrorCode.ORT_ENGINE_ERROR
        || code == OrtErrorCode.ORT_DEVICE_RESET) {
      return true;
    }
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("cuda")
        || message.contains("cudnn")
        || message.contains("cublas")
        || message.contains("tensorrt");
  }
}
