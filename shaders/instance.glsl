// Instances lie in a texture, 48 bytes in three texels each, 256 in a row; a vertex finds its own by number. One plain
// draw of them all: software renderers take each instance of an instanced draw for a draw of its own.
uniform highp usampler2D u_instances;

uvec4 bits_of(int instance, int texel) {
  return texelFetch(u_instances, ivec2((instance & 255) * 3 + texel, instance >> 8), 0);
}

vec4 floats_of(int instance, int texel) {
  return uintBitsToFloat(bits_of(instance, texel));
}

vec4 colour_of(uint bits) {
  return vec4(uvec4(bits, bits >> 8, bits >> 16, bits >> 24) & 255u) / 255.0;
}
