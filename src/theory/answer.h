// A value, or one clear sentence why there is none. For inputs that people may get wrong.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace scale::theory {

template <class T>
struct Answer {
  std::optional<T> value;
  std::string why_not;  // a sentence; empty where there is a value

  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

template <class T>
Answer<T> answer(T value) {
  return {std::move(value), {}};
}

template <class T>
Answer<T> refuse(std::string why_not) {
  return {std::nullopt, std::move(why_not)};
}

}  // namespace scale::theory
