#pragma once

/// 1 where ThreadSanitizer watches: it knows nothing of fences, nor of barriers that the system
/// makes, only of the atomics themselves.
#if defined(__SANITIZE_THREAD__)
#define RINGSIDE_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RINGSIDE_TSAN 1
#endif
#endif
#ifndef RINGSIDE_TSAN
#define RINGSIDE_TSAN 0
#endif
