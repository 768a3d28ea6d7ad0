in vec2 v_at;
flat in float v_width;
flat in vec4 v_colour;
out vec4 o_colour;

void main() {
  float edge = max(fwidth(v_at.y), 0.0001);
  float cover = clamp(0.5 + (v_width * 0.5 - abs(v_at.y)) / edge, 0.0, 1.0) * v_at.x * v_colour.a;
  o_colour = vec4(v_colour.rgb * cover, cover);
}
