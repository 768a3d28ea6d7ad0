in vec2 v_at;
flat in vec2 v_half;
flat in vec4 v_look;
flat in vec4 v_colour;
flat in vec4 v_level_colour;
flat in float v_lying;
flat in float v_border;
out vec4 o_colour;

float rounded_box(vec2 p, vec2 half_size, float radius) {
  vec2 q = abs(p) - half_size + radius;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

void main() {
  float d;
  if (v_look.z < 0.5) {
    d = rounded_box(v_at, v_half, v_look.x);
  } else if (v_look.z < 1.5) {
    d = (abs(v_at.x) + abs(v_at.y) - v_half.x) * 0.7071;
  } else {
    vec2 q = abs(v_at);
    d = max(abs(q.x - q.y) * 0.7071 - v_look.x, max(q.x, q.y) - v_half.x);
  }
  float edge = max(fwidth(v_at.x), 0.0001);
  float cover = clamp(0.5 - d / edge, 0.0, 1.0);
  vec4 colour = v_colour;
  if (v_look.y >= 0.0) {
    float at = mix(v_at.y, -v_at.x, v_lying), end = mix(v_half.y, v_half.x, v_lying);  // towards the bottom
    float surface = end * (1.0 - 2.0 * v_look.y);
    float thick = min(2.0, end * 0.5);
    surface = min(surface, end - thick);
    float body = clamp((at - surface) / edge + 0.5, 0.0, 1.0);
    float skin = body * clamp((surface + thick - at) / edge + 0.5, 0.0, 1.0);
    float a = max(body * v_look.w, skin) * v_level_colour.a;
    colour = vec4(mix(colour.rgb, v_level_colour.rgb, a), max(colour.a, a));
  } else if (v_border > 0.0) {
    colour = mix(colour, v_level_colour, clamp(0.5 - (d + v_border) / edge, 0.0, 1.0));
  }
  float alpha = colour.a * cover;
  o_colour = vec4(colour.rgb * alpha, alpha);
}
