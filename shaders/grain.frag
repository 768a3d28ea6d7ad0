// Shapes: 0 disc, 1 cross (failed), 2 square (background), 3 diamond (replicated). Glow adds light.
in vec2 v_at;
flat in vec4 v_look;
flat in float v_radius;
flat in vec4 v_colour;
out vec4 o_colour;

float shape(vec2 p, float radius, float kind) {
  if (kind < 0.5) return length(p) - radius;
  if (kind < 1.5) {
    vec2 q = abs(p);
    return max(abs(q.x - q.y) * 0.7071 - 0.8, max(q.x, q.y) - radius * 1.5);
  }
  if (kind < 2.5) return max(abs(p.x), abs(p.y)) - radius;
  return (abs(p.x) + abs(p.y) - radius * 1.4) * 0.7071;
}

void main() {
  float edge = max(fwidth(v_at.y), 0.0001);
  float head = clamp(0.5 - shape(v_at, v_radius, v_look.y) / edge, 0.0, 1.0);
  float tail = 0.0;
  if (v_look.x > 0.0 && v_at.x < 0.0) {
    float width = v_radius * 0.75;
    tail = clamp(0.5 + (width - abs(v_at.y)) / edge, 0.0, 1.0) * max(0.0, 1.0 + v_at.x / v_look.x) * 0.55;
  }
  float cover = max(head, tail) * v_look.w;
  float glow = v_look.z * v_look.w * max(0.0, 1.0 - length(v_at) / (v_radius * 3.6));
  o_colour = vec4(v_colour.rgb * (cover + glow * (1.0 - cover)), cover) * v_colour.a;
}
